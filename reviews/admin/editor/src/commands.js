// What the buttons and keys do to the text.
import { chainCommands, exitCode, lift, setBlockType, wrapIn } from "prosemirror-commands"
import { InputRule, inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules"
import { liftListItem, wrapInList } from "prosemirror-schema-list"
import { isList } from "./documents.js"
import { schema } from "./schema.js"

const { nodes } = schema

// The depths of the blocks around the cursor, from the innermost.
const depths = $place => Array.from({ length: $place.depth }, (_, index) => $place.depth - index)

export function isInside(state, type, attrs = {}) {
  const { $from } = state.selection
  return depths($from).some(depth => {
    const node = $from.node(depth)
    return node.type === type && Object.entries(attrs).every(([name, value]) => node.attrs[name] === value)
  })
}

export function hasMark(state, type) {
  const { from, to, empty, $from } = state.selection
  if (empty) return Boolean(type.isInSet(state.storedMarks || $from.marks()))
  return state.doc.rangeHasMark(from, to, type)
}

export const toggleHeading = level => (state, dispatch) => {
  const isOn = isInside(state, nodes.heading, { level })
  return isOn ? setBlockType(nodes.paragraph)(state, dispatch) : setBlockType(nodes.heading, { level })(state, dispatch)
}

export const toggleQuote = (state, dispatch) =>
  isInside(state, nodes.blockquote) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch)

export const toggleList = type => (state, dispatch) => {
  const { $from } = state.selection
  const depth = depths($from).find(each => isList($from.node(each)))
  if (!depth) return wrapInList(type)(state, dispatch)
  if ($from.node(depth).type === type) return liftListItem(nodes.list_item)(state, dispatch)
  if (dispatch) dispatch(state.tr.setNodeMarkup($from.before(depth), type))
  return true
}

export const breakLine = chainCommands(exitCode, (state, dispatch) => {
  if (!state.selection.$from.parent.type.contentMatch.matchType(nodes.hard_break)) return false
  if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView())
  return true
})

// “2019. ” at the start of a line is a list that starts at 2019; after “2019. …” the item 2021 stays 2021.
const numbered = new InputRule(/^(\d{1,9})\.\s$/, (state, [, digits], start, end) => {
  const number = Number(digits)
  const $start = state.doc.resolve(start)
  const change = state.tr.delete(start, end)
  return isFirstInItem($start) ? renumbered(change, $start, number) : startedList(change, start, number)
})

const isFirstInItem = $place => $place.depth > 1 && $place.node(-1).type === nodes.list_item && $place.index(-1) === 0

// A number typed in an item becomes that item's.
function renumbered(change, $start, number) {
  const list = $start.node(-2)
  if (list.type !== nodes.ordered_list) return null
  if ($start.index(-2) === 0) {
    return change.setNodeMarkup($start.before($start.depth - 2), null, { ...list.attrs, order: number })
  }
  return change.setNodeMarkup($start.before($start.depth - 1), null, { value: number })
}

function startedList(change, start, number) {
  const $start = change.doc.resolve(start)
  const range = $start.blockRange()
  if (!range || $start.parent.type !== nodes.paragraph) return null
  const before = $start.node(-1).maybeChild($start.index(-1) - 1)
  const goesOn = before && before.type === nodes.ordered_list
  change.wrap(range, [
    { type: nodes.ordered_list, attrs: { order: number } },
    { type: nodes.list_item, attrs: { value: goesOn ? number : null } },
  ])
  return goesOn ? change.join(range.start) : change
}

export const typingRules = inputRules({
  rules: [
    wrappingInputRule(/^\s*([-+*•])\s$/, nodes.bullet_list),
    numbered,
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
    textblockTypeInputRule(/^(#{2,4})\s$/, nodes.heading, found => ({ level: found[1].length })),
  ],
})
