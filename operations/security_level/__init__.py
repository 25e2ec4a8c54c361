"""Security level 2: its lines, how this site stands to each, and the papers that a province is asked for.

Law on cyber security 116/2025/QH15, Decree 331/2026/NĐ-CP, TCVN 14423:2026.
"""
