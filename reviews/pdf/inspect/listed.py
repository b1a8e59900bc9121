"""What pages, their parts and their tags need: whatever else they hold goes from a copy."""

from reviews.pdf.objects import Entry

OF_STREAMS = {"/Length", "/Filter", "/DecodeParms", "/F", "/FFilter", "/FDecodeParms"}
PAGE = {
    *("/Type", "/Parent", "/Resources", "/Contents", "/Rotate", "/Group", "/Annots", "/Tabs"),
    *("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/UserUnit", "/StructParents"),
}
FORM = OF_STREAMS | {
    *("/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/OC"),
    *("/StructParent", "/StructParents"),
}
PICTURE = OF_STREAMS | {
    *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent"),
    *("/ImageMask", "/Mask", "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte"),
    *("/StructParent", "/OC"),
}
TAG = {
    *("/Type", "/S", "/P", "/ID", "/Ref", "/Pg", "/K", "/A", "/C", "/R", "/Lang", "/NS"),
    *("/Alt", "/ActualText", "/E"),
}
ROOT_OF_TAGS = {
    *("/Type", "/K", "/IDTree", "/ParentTree", "/ParentTreeNextKey"),
    *("/RoleMap", "/ClassMap", "/Namespaces"),
}
# Of what pages draw with.
STATE = {
    *("/Type", "/LW", "/LC", "/LJ", "/ML", "/D", "/RI", "/OP", "/op", "/OPM", "/Font"),
    *("/BG", "/BG2", "/UCR", "/UCR2", "/TR", "/TR2", "/HT", "/HTO", "/FL", "/SM", "/SA"),
    *("/BM", "/SMask", "/CA", "/ca", "/AIS", "/TK", "/UseBlackPtComp"),
}
ONLY_OF_STATES = {"/CA", "/ca", "/SMask", "/LW", "/OPM", "/AIS", "/SA"}
FONT = {
    *("/Type", "/Subtype", "/BaseFont", "/FirstChar", "/LastChar", "/Widths", "/FontDescriptor"),
    *("/Encoding", "/ToUnicode", "/DescendantFonts", "/CIDSystemInfo", "/DW", "/W", "/DW2", "/W2"),
    *("/CIDToGIDMap", "/FontBBox", "/FontMatrix", "/CharProcs", "/Resources"),
}
LETTERS = {
    *("/Type", "/FontName", "/FontFamily", "/FontStretch", "/FontWeight", "/Flags", "/FontBBox"),
    *("/ItalicAngle", "/Ascent", "/Descent", "/Leading", "/CapHeight", "/XHeight", "/StemV"),
    *("/StemH", "/AvgWidth", "/MaxWidth", "/MissingWidth", "/Style", "/FD", "/CIDSet"),
    *("/FontFile", "/FontFile2", "/FontFile3"),
}
GROUP = {"/Type", "/S", "/CS", "/I", "/K"}
# What stands between the catalogue and pages, or leads to them.
BRANCH = {
    *("/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/Rotate"),
}
BOOKMARKS = {"/Type", "/First", "/Last", "/Count"}
BOOKMARK = BOOKMARKS | {"/Title", "/Parent", "/Prev", "/Next", "/Dest", "/A", "/SE", "/C", "/F"}
POINTER = {"/Type", "/Pg", "/Stm", "/StmOwn", "/MCID", "/Obj"}
# What a tag says of how it looks, by owners that the standard knows.
OWNERS = {"/Layout", "/List", "/PrintField", "/Table", "/UserProperties", "/Artifact"}
ATTRIBUTES = {
    *("/O", "/NS", "/P", "/Placement", "/WritingMode", "/BackgroundColor", "/BorderColor", "/Type"),
    *("/BorderStyle", "/BorderThickness", "/Padding", "/Color", "/SpaceBefore", "/SpaceAfter"),
    *("/StartIndent", "/EndIndent", "/TextIndent", "/TextAlign", "/BBox", "/Width", "/Height"),
    *("/BlockAlign", "/InlineAlign", "/TBorderStyle", "/TPadding", "/BaselineShift", "/LineHeight"),
    *("/TextDecorationColor", "/TextDecorationThickness", "/TextDecorationType", "/RubyAlign"),
    *("/TextPosition", "/RubyPosition", "/GlyphOrientationVertical", "/ColumnCount", "/ColumnGap"),
    *("/ColumnWidths", "/ListNumbering", "/ContinuedList", "/ContinuedFrom", "/Role", "/checked"),
    *("/Checked", "/Desc", "/RowSpan", "/ColSpan", "/Headers", "/Scope", "/Short", "/Summary"),
    *("/Subtype", "/Attached"),
}
ATTRIBUTE_NAMES = {
    *("UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha", "LineThrough", "UserProperties"),
    *("LrTb", "RlTb", "TbRl", "LrBt", "BtLr", "RlBt", "TbLr", "BtRl", "PrintField"),
}
# Of streams that are neither forms nor pictures, by a key that only they have.
PATTERN = OF_STREAMS | {
    *("/Type", "/PatternType", "/PaintType", "/TilingType", "/BBox", "/XStep", "/YStep", "/Matrix"),
    *("/Resources", "/Shading", "/ExtGState"),
}
SHADING = OF_STREAMS | {
    *("/ShadingType", "/ColorSpace", "/Background", "/BBox", "/AntiAlias", "/Coords", "/Domain"),
    *("/Function", "/Extend", "/Matrix", "/BitsPerCoordinate", "/BitsPerComponent", "/Decode"),
    *("/BitsPerFlag", "/VerticesPerRow"),
}
FUNCTION = OF_STREAMS | {
    *("/FunctionType", "/Domain", "/Range", "/Size", "/BitsPerSample", "/Order", "/Encode"),
    *("/Decode", "/C0", "/C1", "/N", "/Functions", "/Bounds"),
}
BY_KEY = {"/PatternType": PATTERN, "/ShadingType": SHADING, "/FunctionType": FUNCTION}
RESOURCES = {
    *("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/Properties"),
}
OF_TYPES = {
    "/Page": PAGE,
    "/StructTreeRoot": ROOT_OF_TAGS,
    "/Font": FONT,
    "/FontDescriptor": LETTERS,
    "/ExtGState": STATE,
    "/Pages": BRANCH,
    "/Outlines": BOOKMARKS,
    "/Encoding": {"/Type", "/BaseEncoding", "/Differences"},
    "/MCR": POINTER,
    "/OBJR": POINTER,
}
# By what holds them: their type need not be stated.
OF_HOLDERS = {
    "/FontDescriptor": LETTERS,
    "/Group": GROUP,
    "/Resources": RESOURCES,
    "/Outlines": BOOKMARKS,
    "/CIDSystemInfo": {"/Registry", "/Ordering", "/Supplement"},
}
# Kinds of tags.
STANDARD = {
    *("Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote"),
    *("Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "P", "H", "Title", "Sub"),
    *("H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD"),
    *("THead", "TBody", "TFoot", "Span", "Em", "Strong", "Quote", "Note", "FENote", "Reference"),
    *("BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"),
    *("Figure", "Formula", "Form", "Artifact"),
}
# What other checks judge; the copy drops it all the same.
JUDGED_ELSEWHERE = {
    *("/AA", "/AF", "/Alternates", "/Measure", "/Metadata", "/OPI", "/PieceInfo", "/Thumb", "/T"),
    *("/Ref", "/VP"),
}

# Of two words and of nobody: programs write what the standard has for something else anywhere.
NO_NAMES = {
    *("/ColorTransform", "/LastModified", "/SeparationInfo", "/BoxColorInfo", "/PresSteps"),
    *("/TemplateInstantiated", "/SpiderInfo", "/PieceInfo", "/DefaultRGB", "/PDFDocEncoding"),
    *("/ViewerPreferences", "/PageLabels", "/OutputIntents", "/NeedAppearances", "/ProcSet"),
}
NO_NAMES |= set().union(*OF_TYPES.values(), *OF_HOLDERS.values(), *BY_KEY.values())
NO_NAMES |= FORM | PICTURE | TAG | ATTRIBUTES | BOOKMARK


def unlisted(entry: Entry) -> set[str]:
    """The keys that an entry can do without; none if nobody made a list for its kind."""
    listed = _listed(entry)
    return entry.keys - listed if listed else set()


def is_tag(entry: Entry) -> bool:
    """Its type need not be stated."""
    is_part = {"/S", "/P"} <= entry.keys and bool({"/K", "/Pg"} & entry.keys)
    return entry.name("/Type") == "/StructElem" or is_part and "/Type" not in entry.keys


def is_attribute(entry: Entry) -> bool:
    return not entry.is_stream and entry.name("/O") != "" and "/S" not in entry.keys


def _listed(entry: Entry) -> set[str]:
    kind, subtype = entry.name("/Type"), entry.name("/Subtype")
    if own := next((BY_KEY[key] for key in BY_KEY if key in entry.keys), None):
        return own
    if entry.is_stream:
        return {"/Form": FORM, "/Image": PICTURE}.get(subtype, set())
    if not kind and (own := _of_no_type(entry, subtype)):
        return own
    return TAG if is_tag(entry) else OF_TYPES.get(kind) or OF_HOLDERS.get(entry.held_by, set())


def _of_no_type(entry: Entry, subtype: str) -> set[str]:
    """What need not state its type."""
    if is_tag(entry):
        return TAG
    if is_attribute(entry) and entry.name("/O") in OWNERS:
        return ATTRIBUTES
    if {"/Title", "/Parent"} <= entry.keys:
        return BOOKMARK
    return STATE if not subtype and entry.keys & ONLY_OF_STATES else set()
