"""What pages of imports show."""
