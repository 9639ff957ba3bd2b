"""Pure functions from the schema to other forms."""
