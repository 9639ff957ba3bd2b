"""The page: `page.html` is built from the sources in the checkout's `dashboard/` and reads the Parquet bytes of a folder."""
