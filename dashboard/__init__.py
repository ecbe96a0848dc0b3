"""The Streamlit application that shows what :mod:`geodata` found, beside the sentences that say so."""
