"""What evals show: tables, the report as a page, and sheets for experts. All of their Chinese wording is here."""
