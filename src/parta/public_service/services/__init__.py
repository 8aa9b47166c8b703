"""What people do about the service."""
