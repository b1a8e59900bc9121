/*
Sends the files of an edition's form one by one before the form itself, so that their progress shows and
a refused file costs nothing that was typed. Without this script the form sends them with everything else.
*/
(() => {
  const SELECTOR = '.document-widget input[type="file"]'
  const MEGABYTE = 1000 * 1000
  const SIGNED_OUT = 'You have been signed out. Sign in again in another window, then save here once more.'
  const LOST = 'The file could not be sent. Check your connection, and save again.'

  function complain(input, sentences) {
    const list = document.createElement('ul')
    list.className = 'errorlist upload-errors'
    list.id = `${input.name}-upload-errors`
    for (const sentence of sentences) list.append(Object.assign(document.createElement('li'), { textContent: sentence }))
    forgive(input)
    input.before(list)
    input.setAttribute('aria-invalid', 'true')
    input.dataset.described = input.getAttribute('aria-describedby') ?? ''
    input.setAttribute('aria-describedby', `${list.id} ${input.dataset.described}`.trim())
  }

  function forgive(input) {
    const list = document.getElementById(`${input.name}-upload-errors`)
    if (!list) return
    list.remove()
    input.removeAttribute('aria-invalid')
    if (input.dataset.described) input.setAttribute('aria-describedby', input.dataset.described)
    else input.removeAttribute('aria-describedby')
  }

  function isTooLarge(input) {
    const large = [...input.files].some((file) => file.size > Number(input.dataset.limit))
    if (large) complain(input, [input.dataset.tooLarge])
    else forgive(input)
    return large
  }

  function send(address, file, token, progressed) {
    return new Promise((resolve) => {
      const body = new FormData()
      body.append('file', file)
      const request = new XMLHttpRequest()
      request.open('POST', address)
      request.setRequestHeader('X-CSRFToken', token)
      request.responseType = 'json'
      request.upload.addEventListener('progress', (event) => {
        if (event.lengthComputable) progressed(event.loaded / event.total)
      })
      request.addEventListener('loadend', () => resolve(request.response ?? elsewhere(request, address)))
      request.send(body)
    })
  }

  function elsewhere(request, address) {
    const isLedAway = request.responseURL && new URL(request.responseURL).pathname !== address
    return { refused: [isLedAway ? SIGNED_OUT : LOST] }
  }

  function keep(input, token) {
    const name = `${input.name}-kept`
    const box = input.closest('.document-widget')
    const hidden = box.querySelector(`input[name="${name}"]`) ?? document.createElement('input')
    Object.assign(hidden, { type: 'hidden', name, value: token })
    box.append(hidden)
    const removal = box.querySelector(`input[name="${input.name}-remove"]`)
    if (removal) removal.checked = false
    input.value = ''
  }

  async function sendAll(form, status, inputs) {
    const [words, bar] = [status.querySelector('span'), status.querySelector('progress')]
    const token = form.querySelector('input[name="csrfmiddlewaretoken"]').value
    status.hidden = false
    for (const [index, input] of inputs.entries()) {
      const [file] = input.files
      words.textContent = `Sending ${file.name} (${(file.size / MEGABYTE).toFixed(1)} MB), file ${index + 1} of ${inputs.length}.`
      bar.value = 0
      const answer = await send(status.dataset.upload, file, token, (part) => {
        bar.value = part * 100
        if (part === 1) words.textContent = `Checking ${file.name}.`
      })
      if (!answer.kept) {
        status.hidden = true
        complain(input, answer.refused)
        reveal(input)
        return false
      }
      keep(input, answer.kept)
    }
    words.textContent = 'Saving.'
    bar.hidden = true
    return true
  }

  function reveal(input) {
    const details = input.closest('details')
    if (details) details.open = true
    input.focus()
  }

  document.addEventListener('change', (event) => {
    if (event.target.matches(SELECTOR)) isTooLarge(event.target)
  })

  for (const status of document.querySelectorAll('[data-upload]')) {
    const form = status.closest('form')
    let isSending = false
    form.addEventListener('submit', async (event) => {
      const inputs = [...form.querySelectorAll(SELECTOR)].filter((input) => input.files.length)
      if (!inputs.length || event.defaultPrevented) return
      event.preventDefault()
      if (isSending) return
      const large = inputs.find((input) => isTooLarge(input))
      if (large) return reveal(large)
      isSending = true
      const isDone = await sendAll(form, status, inputs)
      isSending = false
      if (isDone) form.requestSubmit(event.submitter)
    })
  }
})()
