"""Facts of fiscal years that the product brings along. Plain values: no model, no database."""
