"""The app: `streamlit run app.py`, or `matcher app`."""

from matcher.ui.app import main

if __name__ == "__main__":
    main()
