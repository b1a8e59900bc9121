// The content security policy blanks and reports every style attribute, even in a document that is never
// shown, so it gets another name before what was pasted is parsed.
export const STYLE = "data-pasted-style"

export const styleOf = element => (element.getAttribute(STYLE) || "").toLowerCase()
