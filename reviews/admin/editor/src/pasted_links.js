// Mail programs and Google put an address of their own before the one that is meant. Outlook’s holds the
// mail address of whoever received it, which readers of the page would be shown.
const WRAPPERS = [
  { start: /^https:\/\/\w+\.safelinks\.protection\.outlook\.com\//, parameter: "url" },
  { start: /^https:\/\/www\.google\.(com|co\.uk)\/url\?/, parameter: "q" },
]

export function direct(address) {
  const wrapper = WRAPPERS.find(({ start }) => start.test(address))
  return (wrapper && new URL(address).searchParams.get(wrapper.parameter)) || address
}
