"""Paper: the journal, the diary and the sheets of a class as PDF/A for printing, stitching and the archive."""
