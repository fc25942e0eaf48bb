"""What is still missing in a step before it may be sent: field name to sentence, empty when complete."""
