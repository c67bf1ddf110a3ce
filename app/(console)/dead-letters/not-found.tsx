import { NotHere } from "#components/ui/not-here.tsx";

export default function LetterNotFound() {
  return (
    <NotHere
      icon="archive-x"
      title="There is no such dead letter"
      all={{ href: "/dead-letters", label: "Show all dead letters" }}
    />
  );
}
