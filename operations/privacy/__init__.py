"""What the law on personal data asks of who runs the site: the impact file, and the notice of a breach.

Law 91/2025/QH15, Decree 356/2025/NĐ-CP. The forms of the decree (Mẫu 08, Mẫu 10) were not at hand: the drafts follow
what they ask for, and say so.
"""
