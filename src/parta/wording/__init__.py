"""Russian sentences for the codes of the layers below."""
