"""A release: its name and version, its descriptors and checksums, and how it differs from the one before."""
