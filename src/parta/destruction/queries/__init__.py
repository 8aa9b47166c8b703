"""What has outlived its term, and the acts."""
