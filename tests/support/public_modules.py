"""What an anonymous request can reach, and the methods at which it may enter the tables."""

PUBLIC_MODULES = {
    "public/__init__.py": set(),
    "public/urls.py": set(),
    "public/views/": set(),
    "public/pages.py": {"public"},
    "public/home.py": {"public", "values_list"},
    "public/filters.py": {"overdue"},
    "public/listing.py": set(),
    "public/plan_view.py": set(),
    "public/sentences.py": set(),
    "public/text_sections.py": set(),
    "public/review_card.py": set(),
    "public/history.py": {"begun"},
    "public/found.py": set(),
    "public/lookup.py": {"begun", "public"},
    "public/readable.py": {"begun", "public"},
    "documents/delivery.py": set(),
    "templatetags/": set(),
    "compliance/archive_statement.py": set(),
    "compliance/minimum_terms.py": {"begun", "known"},
    "compliance/rule_lookup.py": {"known"},
}
