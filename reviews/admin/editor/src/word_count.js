// Says below a text how many words it has and how many are a good number. Nothing is refused.
const PAUSE = 1000 // milliseconds without typing, before a screen reader announces the count

export const countWords = text => (text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'-]*/gu) || []).length

export function sentence(count, suggested) {
  const words = `${count} ${count === 1 ? "word" : "words"}`
  return count > suggested ? `${words}: about ${suggested} read best.` : `${words} of about ${suggested}.`
}

export function countIn(box) {
  const suggested = Number(box.dataset.words)
  const shown = document.createElement("p")
  const announced = document.createElement("p")
  shown.className = "help prose-count"
  shown.setAttribute("aria-hidden", "true")
  announced.className = "visually-hidden"
  announced.setAttribute("role", "status")
  ;(box.closest(".prose-editor") || box).after(shown, announced)
  let timer = null
  const show = () => {
    const text = sentence(countWords(box.value), suggested)
    shown.textContent = text
    clearTimeout(timer)
    timer = setTimeout(() => document.activeElement === box && (announced.textContent = text), PAUSE)
  }
  box.addEventListener("input", show)
  show()
}
