"""What people take away from a plan: tables, files and folders."""
