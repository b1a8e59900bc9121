// Mail programs and Google put an address of their own before the one that is meant. Outlook’s holds the
// mail address of whoever received it, which readers of the page would be shown.
const WRAPPERS = [
  { start: /^https:\/\/\w+\.safelinks\.protection\.outlook\.com\//, parameter: "url" },
  { start: /^https:\/\/www\.google\.(com|co\.uk)\/url\?/, parameter: "q" },
]

export function leadStraight(link) {
  const address = link.getAttribute("href")
  const wrapper = WRAPPERS.find(({ start }) => start.test(address))
  const meant = wrapper && new URL(address).searchParams.get(wrapper.parameter)
  if (!meant) return
  link.setAttribute("href", meant)
  link.removeAttribute("title") // “Original URL: … Click or tap if you trust this link.”
}
