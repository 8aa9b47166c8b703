"""Pages of a teacher."""
