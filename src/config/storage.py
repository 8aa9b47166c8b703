"""Static files with names by content, joined and without spare bytes, compressed once when they are collected."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

from config import assets


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; modules that import modules get hashed names inside."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Make the files that pages load out of the written ones, then name and compress all."""
        if not dry_run:
            for name, text in self._made(paths):
                Path(self.path(name)).write_text(text, encoding="utf-8")
                paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def _made(self, paths: dict[str, Any]) -> Iterator[tuple[str, str]]:
        sources: dict[str, str] = {}
        for name, (storage, path) in paths.items():
            if name.startswith("parta/") and name.endswith((".js", ".css")):
                with storage.open(path) as file:
                    sources[name] = file.read().decode()
        modules = {name: text for name, text in sources.items() if name.endswith(".js")}
        sheets = {name: assets.joined_sheet(name, sources) for name in sources if name.endswith(".css")}
        for name, text in (assets.joined_modules(modules) | sheets).items():
            yield name, assets.without_spare_bytes(name, text)

    def url(self, name: str, force: bool = False) -> str:
        """Give a file's address; worked out once, since the names of a running server never change."""
        if force:
            return str(super().url(name, force))
        known = self._addresses.get(name)
        if known is None:
            known = self._addresses[name] = super().url(name)
        return known
