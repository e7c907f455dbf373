"""The app: one file a page. Streamlit is imported nowhere else."""
