"""What an operator sees of a running installation: logs, metrics, probes, backups."""
