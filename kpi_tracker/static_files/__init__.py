"""What a browser fetches besides pages: one style sheet, fonts, scripts and pictures, small and under hashed names."""
