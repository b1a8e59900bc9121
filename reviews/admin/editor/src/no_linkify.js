// In the place of linkify-it, which the reader does not use and would be a fifth of the file.
export default function LinkifyIt() {
  return {}
}
