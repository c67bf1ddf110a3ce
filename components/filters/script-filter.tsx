// Narrows a list to one script.
import { FilterSelect } from "./filter-select.tsx";

type ScriptFilterProps = {
  scripts: readonly { id: string; name: string }[];
  /** Its id as the address has it; empty for any. */
  value: string;
};

export function ScriptFilter({ scripts, value }: ScriptFilterProps) {
  const options = scripts.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FilterSelect
      name="scriptId"
      label="Script"
      value={value}
      options={[{ value: "", label: "Any script" }, ...options]}
    />
  );
}
