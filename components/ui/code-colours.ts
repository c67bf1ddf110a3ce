// Which syntax gets which colour: one table for the viewer, the diff and the editor.
import { tagHighlighter, tags } from "@lezer/highlight";

export const propertyClass = "text-syntax-name";
export const stringClass = "text-syntax-string";

export const codeColours = tagHighlighter([
  {
    tag: [
      tags.keyword,
      tags.modifier,
      tags.operatorKeyword,
      tags.controlKeyword,
      tags.definitionKeyword,
      tags.moduleKeyword,
      tags.self,
    ],
    class: "text-syntax-keyword",
  },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], class: stringClass },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.escape], class: "text-syntax-number" },
  { tag: [tags.comment], class: "text-syntax-comment" },
  { tag: [tags.definition(tags.propertyName)], class: propertyClass },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    class: "text-syntax-name",
  },
  { tag: [tags.typeName, tags.className, tags.tagName], class: "text-syntax-type" },
  { tag: [tags.punctuation, tags.operator, tags.meta], class: "text-syntax-mark" },
]);
