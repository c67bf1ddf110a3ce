// Reads the members of the sdk out of its declarations, with what their comments say, for docs/sdk.md and the editor.
import ts from "typescript";
import type { SdkMember } from "#lib/sdk/sdk-member.ts";
import { type Namespace, namespaces } from "../namespaces.ts";
import { sdkDeclarations, typeOfNamespace } from "./declarations.ts";

export type DocumentedMember = SdkMember & {
  namespace: Namespace;
  /** Each `@throws`, `@returns` and `@example`, without its name. */
  throws: string[];
  returns: string[];
  examples: string[];
};

export type DocumentedNamespace = {
  namespace: Namespace;
  /** What the comment above the namespace says. */
  text: string;
  members: DocumentedMember[];
  /** Declarations that the members' types name. */
  types: string[];
};

export function readNamespaces(): DocumentedNamespace[] {
  const text = sdkDeclarations();
  const file = ts.createSourceFile("sdk.d.ts", text, ts.ScriptTarget.ES2024, true);
  const declared = new Map(file.statements.filter(isNamed).map((node) => [node.name.text, node]));
  return namespaces.map((namespace) => {
    const node = declared.get(typeOfNamespace(namespace));
    if (!node) throw new Error(`${typeOfNamespace(namespace)} is not declared`);
    const isFunction = ts.isTypeAliasDeclaration(node);
    const members = ts.isInterfaceDeclaration(node) ? [...node.members] : [node];
    return {
      namespace,
      text: isFunction ? "" : commentOf(node),
      members: members.map((member) => toMember(namespace, member)),
      types: namedTypes(members, declared),
    };
  });
}

type Named = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

function isNamed(node: ts.Statement): node is Named {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

function toMember(namespace: Namespace, node: ts.Node): DocumentedMember {
  const isAlias = ts.isTypeAliasDeclaration(node);
  const name = isAlias ? "" : `.${(node as ts.MethodSignature).name.getText()}`;
  const type = isAlias ? aliasSignature(node) : node.getText().slice(name.length - 1);
  return {
    namespace,
    name: `sdk.${namespace}${name}`,
    signature: type.replace(/;$/, "").replace(/\s+/g, " ").replace("( ", "(").replace(/, \)/, ")"),
    text: commentOf(node),
    throws: tagsOf(node, "throws"),
    returns: tagsOf(node, "returns"),
    examples: tagsOf(node, "example"),
  };
}

/** `(ms: number) => Promise<void>` as a method would be written. */
function aliasSignature({ type }: ts.TypeAliasDeclaration): string {
  if (!ts.isFunctionTypeNode(type)) throw new Error("a namespace is an interface or a function");
  const parameters = type.parameters.map((parameter) => parameter.getText()).join(", ");
  return `(${parameters}): ${type.type.getText()}`;
}

function commentOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return ts.getTextOfJSDocComment(comment?.comment) ?? "";
}

function tagsOf(node: ts.Node, name: string): string[] {
  return ts
    .getJSDocTags(node)
    .filter(({ tagName }) => tagName.text === name)
    .map((tag) => readTag(tag));
}

/** TypeScript takes the first word after `@throws` for a type. */
function readTag(tag: ts.JSDocTag): string {
  const text = tag.getText().replace(/^@\w+\s*/, "");
  return text
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, ""))
    .join("\n")
    .trim();
}

function namedTypes(members: readonly ts.Node[], declared: ReadonlyMap<string, Named>): string[] {
  const found = new Set<Named>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) {
      const type = declared.get(node.typeName.getText());
      if (type && !found.has(type)) {
        found.add(type);
        visit(type);
      }
    }
    ts.forEachChild(node, visit);
  };
  members.forEach(visit);
  return [...found].map((node) =>
    node.getSourceFile().text.slice(node.getStart(undefined, true), node.end),
  );
}
