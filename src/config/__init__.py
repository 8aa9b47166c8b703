"""Assembly: settings, addresses, the WSGI application."""
