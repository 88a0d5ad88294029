"""Pages of organisers about attendance."""
