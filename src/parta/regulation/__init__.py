"""The school's rules as typed data: windows, deadlines, scales and who may do what."""
