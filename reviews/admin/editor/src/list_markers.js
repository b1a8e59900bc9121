// How bullets and numbers look at the beginning of a line of Word, of a web page and of a PDF.
export const BULLET = /^[\s\u00a0]*([•·▪●○◦‣∙§\uf0b7\uf0a7]|o(?=[\s\u00a0]{2,}|\t)|[-–*](?=[\s\u00a0]))[\s\u00a0]*/
export const SURE_BULLET = /^[\s\u00a0]*[•·▪●○◦‣∙\uf0b7\uf0a7]/
export const NUMBER = /^[\s\u00a0]*\(?(\d{1,9})([.)])(?=[\s\u00a0])[\s\u00a0]*/
// “(a)”, “iv.”, “1.1”: Markdown has no such numbers, so they stay in the text as they were typed.
export const TYPED = /^(?!\(?\d+[.)]$)(?=.*[.)])[\p{L}\d.()]+$/u
export const LETTERED = /^(?:\((?:[a-z]|([a-z])\1|[ivxl]+)\)|[a-z][.)]|[ivxl]+[.)])(?=\s)/
export const PART = /^\d+(?:\.\d+)+\.?(?=\s)/
