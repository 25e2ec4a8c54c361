"""The real case: Quảng Trị's bloc of associations, 2023 complete, 2024 begun, the present year half way.

Confirmed by public sources: the names marked so in `roster.py`, the lead of 2023, the conference of 9 January 2024
and whom it proposed. Persons, figures, scores and votes are made up and marked as demo data in the app.
"""
