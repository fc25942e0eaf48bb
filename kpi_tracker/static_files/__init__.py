"""What a browser fetches besides pages: one style sheet, fonts, scripts, pictures, small and under hashed names."""
