// How bullets and numbers look at the beginning of a line of Word, of a web page and of a PDF.
export const BULLET = /^[\s\u00a0]*([•·▪●○◦‣∙§\uf0b7\uf0a7]|o(?=[\s\u00a0]{2,}|\t)|[-–*](?=[\s\u00a0]))[\s\u00a0]*/
export const SURE_BULLET = /^[\s\u00a0]*[•·▪●○◦‣∙\uf0b7\uf0a7]/
export const NUMBER = /^[\s\u00a0]*\(?(\d{1,9})([.)])(?=[\s\u00a0])[\s\u00a0]*/
export const LETTER = /^\s*\(?(?:[a-z]|[ivx]+)[.)]/i
