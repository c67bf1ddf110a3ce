// A few choices side by side, of which one holds: all of them can be read before one is taken.
import { classNames } from "#components/ui/class-names.ts";

type ChoicesProps<Value extends string | number> = {
  name: string;
  legend: string;
  options: readonly { value: Value; label: string; about?: string }[];
  value: Value;
  onChange: (value: Value) => void;
};

export function Choices<Value extends string | number>(props: ChoicesProps<Value>) {
  const { name, legend, options, value: chosen, onChange } = props;
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="field-label mb-1.5">{legend}</legend>
      <div className="grid auto-cols-fr grid-flow-col rounded border border-line-strong">
        {options.map(({ value, label, about }) => (
          <label
            key={value}
            className={classNames(
              "relative grid min-w-0 cursor-pointer content-start gap-0.5 border-line border-l px-3 py-1.5 text-sm pointer-coarse:py-2.5 first:rounded-l-[5px] first:border-l-0 last:rounded-r-[5px]",
              "has-focus-visible:z-1 has-focus-visible:outline-2",
              about === undefined && "justify-items-center text-center",
              value === chosen
                ? "z-1 -outline-offset-1 bg-selected text-ink outline outline-accent"
                : "text-quiet outline-accent hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => onChange(value)}
              className="sr-only"
            />
            <span className={value === chosen ? "font-medium" : undefined}>{label}</span>
            {about === undefined ? null : (
              <span className="text-pretty text-quiet text-xs">{about}</span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
