"""Studies in files: read, written and named ones, files that they use, and answers as files."""
