// Closed intervals with a value each. Finding those that hold a point costs what is found, not what
// is kept: a treap over the lower ends, each node knowing the highest upper end below it.

/** All numbers (without NaN), or all strings. */
export type End = number | string;

export type Interval<Point extends End> = {
  lo: Point;
  /** Null has no upper end. */
  hi: Point | null;
};

type Node<Point extends End, Value> = Interval<Point> & {
  value: Value;
  maxHi: Point | null;
  rank: number;
  left: Node<Point, Value> | null;
  right: Node<Point, Value> | null;
};

type Tree<Point extends End, Value> = Node<Point, Value> | null;

export class Intervals<Point extends End, Value> {
  size = 0;
  #root: Tree<Point, Value> = null;

  get({ lo, hi }: Interval<Point>): Value | undefined {
    let node = this.#root;
    while (node !== null) {
      const order = compare(lo, hi, node);
      if (order === 0) return node.value;
      node = order < 0 ? node.left : node.right;
    }
    return undefined;
  }

  /** The interval must not be there yet. */
  add({ lo, hi }: Interval<Point>, value: Value): void {
    const rank = Math.random(); // nobody who chooses intervals can choose the tree's shape
    this.#root = insert(this.#root, { lo, hi, value, maxHi: hi, rank, left: null, right: null });
    this.size++;
  }

  delete({ lo, hi }: Interval<Point>): void {
    const [without, found] = remove(this.#root, lo, hi);
    this.#root = without;
    if (found) this.size--;
  }

  /** Calls `found` with the value of each interval that holds the point; O(log n) for each, at most n. */
  stab(point: Point, found: (value: Value) => void): void {
    stab(this.#root, point, found);
  }
}

function stab<Point extends End, Value>(
  root: Tree<Point, Value>,
  point: Point,
  found: (value: Value) => void,
): void {
  let node = root;
  while (node !== null && reaches(node.maxHi, point)) {
    if (node.lo <= point) {
      stab(node.left, point, found);
      if (reaches(node.hi, point)) found(node.value);
      node = node.right;
    } else {
      node = node.left;
    }
  }
}

function reaches<Point extends End>(hi: Point | null, point: Point): boolean {
  return hi === null || point <= hi;
}

/** By lower end, then by upper end. */
function compare<Point extends End>(lo: Point, hi: Point | null, node: Interval<Point>): number {
  if (lo !== node.lo) return lo < node.lo ? -1 : 1;
  if (hi === node.hi) return 0;
  if (hi === null) return 1;
  return node.hi === null || hi < node.hi ? -1 : 1;
}

function insert<Point extends End, Value>(
  tree: Tree<Point, Value>,
  added: Node<Point, Value>,
): Node<Point, Value> {
  if (tree === null) return added;
  if (compare(added.lo, added.hi, tree) < 0) {
    tree.left = insert(tree.left, added);
    return tree.left.rank > tree.rank ? rotateRight(tree, tree.left) : refresh(tree);
  }
  tree.right = insert(tree.right, added);
  return tree.right.rank > tree.rank ? rotateLeft(tree, tree.right) : refresh(tree);
}

function rotateRight<Point extends End, Value>(top: Node<Point, Value>, left: Node<Point, Value>) {
  top.left = left.right;
  left.right = refresh(top);
  return refresh(left);
}

function rotateLeft<Point extends End, Value>(top: Node<Point, Value>, right: Node<Point, Value>) {
  top.right = right.left;
  right.left = refresh(top);
  return refresh(right);
}

function refresh<Point extends End, Value>(node: Node<Point, Value>): Node<Point, Value> {
  node.maxHi = higher(node.hi, higherOf(node.left, node.right));
  return node;
}

/** Undefined where there is neither. */
function higherOf<Point extends End, Value>(left: Tree<Point, Value>, right: Tree<Point, Value>) {
  if (left === null) return right?.maxHi;
  return right === null ? left.maxHi : higher(left.maxHi, right.maxHi);
}

function higher<Point extends End>(a: Point | null, b: Point | null | undefined): Point | null {
  if (b === undefined) return a;
  if (a === null || b === null) return null;
  return a < b ? b : a;
}

function remove<Point extends End, Value>(
  tree: Tree<Point, Value>,
  lo: Point,
  hi: Point | null,
): [Tree<Point, Value>, boolean] {
  if (tree === null) return [null, false];
  const order = compare(lo, hi, tree);
  if (order === 0) return [join(tree.left, tree.right), true];
  const side = order < 0 ? "left" : "right";
  const [without, found] = remove(tree[side], lo, hi);
  tree[side] = without;
  return [refresh(tree), found];
}

/** All of `left` lies before all of `right`. */
function join<Point extends End, Value>(
  left: Tree<Point, Value>,
  right: Tree<Point, Value>,
): Tree<Point, Value> {
  if (left === null) return right;
  if (right === null) return left;
  if (left.rank > right.rank) {
    left.right = join(left.right, right);
    return refresh(left);
  }
  right.left = join(left, right.left);
  return refresh(right);
}
