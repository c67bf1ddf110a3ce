// What a person chose or writes in a filter, until the address says something new.
import { type ChangeEvent, type FocusEvent, useState } from "react";

/** What a person chose holds until the address says something new (Back, links). */
export function useAddressValue(value: string) {
  const [state, setState] = useState({ chosen: value, address: value });
  const current = state.address === value ? state : { chosen: value, address: value };
  if (current !== state) setState(current);
  const choose = (chosen: string) => setState({ chosen, address: value });
  return [current.chosen, choose] as const;
}

/** For an input: its text goes into the address on Enter, when it is left, or when no key was pressed for it. */
export function useAddressText(value: string) {
  const [text, setText] = useAddressValue(value);
  return {
    value: text,
    onChange: ({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) => {
      setText(target.value);
      if (isPick(nativeEvent)) target.form?.requestSubmit();
    },
    onBlur: ({ target }: FocusEvent<HTMLInputElement>) => {
      if (text !== value) target.form?.requestSubmit();
    },
  };
}

/** A known value picked from a list, or the field's own cross. */
function isPick(event: Event): boolean {
  return !(event instanceof InputEvent) || event.inputType === "insertReplacementText";
}
