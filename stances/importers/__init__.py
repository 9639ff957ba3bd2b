"""Other people's data -> a folder of tables that `stances validate` and `stances.open` accept."""
