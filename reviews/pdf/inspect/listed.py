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
    *("/StemH", "/AvgWidth", "/MaxWidth", "/MissingWidth", "/Style", "/Lang", "/FD", "/CIDSet"),
    *("/FontFile", "/FontFile2", "/FontFile3"),
}
GROUP = {"/Type", "/S", "/CS", "/I", "/K"}
RESOURCES = {
    *("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/Properties"),
}
OF_TYPES = {
    "/Page": PAGE,
    "/StructTreeRoot": ROOT_OF_TAGS,
    "/Font": FONT,
    "/FontDescriptor": LETTERS,
    "/ExtGState": STATE,
}
# By what holds them: their type need not be stated.
OF_HOLDERS = {
    "/FontDescriptor": LETTERS,
    "/Group": GROUP,
    "/Resources": RESOURCES,
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


def unlisted(entry: Entry) -> set[str]:
    """The keys that an entry can do without; none if nobody made a list for its kind."""
    listed = _listed(entry)
    return entry.keys - listed if listed else set()


def is_tag(entry: Entry) -> bool:
    """Its type need not be stated."""
    is_part = {"/S", "/P"} <= entry.keys and bool({"/K", "/Pg"} & entry.keys)
    return entry.name("/Type") == "/StructElem" or is_part and "/Type" not in entry.keys


def _listed(entry: Entry) -> set[str]:
    kind, subtype = entry.name("/Type"), entry.name("/Subtype")
    if entry.is_stream:
        return {"/Form": FORM, "/Image": PICTURE}.get(subtype, set())
    if is_tag(entry):
        return TAG
    if not (kind or subtype) and entry.keys & ONLY_OF_STATES:
        return STATE
    return OF_TYPES.get(kind) or OF_HOLDERS.get(entry.held_by, set())
