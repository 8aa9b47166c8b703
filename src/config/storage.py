"""Static files with names by content, imports inside ES modules rewritten too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; modules that import modules get hashed names inside."""

    support_js_module_import_aggregation = True
