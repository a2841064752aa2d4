// How folders lie in one another: what is around one, what is below it, and how deep that goes. Pure;
// folders that go in a circle, as only a damaged file has them, end nothing here.

export interface TreeNode {
  readonly id: string;
  readonly parent: string | null;
}

/** Levels, the outermost included. */
export const MOST_DEPTH = 20;
export const MOST_FOLDERS = 5_000;

export class FolderTree<Node extends TreeNode> {
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #children = new Map<string, Node[]>();

  constructor(nodes: Iterable<Node>) {
    this.#nodes = new Map([...nodes].map((node) => [node.id, node]));
    for (const node of this.#nodes.values()) {
      if (node.parent === null) continue;
      const siblings = this.#children.get(node.parent);
      if (siblings) siblings.push(node);
      else this.#children.set(node.parent, [node]);
    }
  }

  [Symbol.iterator](): Iterator<Node> {
    return this.#nodes.values();
  }

  get size(): number {
    return this.#nodes.size;
  }

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  get(id: string): Node | undefined {
    return this.#nodes.get(id);
  }

  /** It, and what it is in; the nearest first. Empty at the top. */
  around(id: string | null): Node[] {
    const chain = new Map<string, Node>();
    for (let node = this.#at(id); node && !chain.has(node.id); node = this.#at(node.parent)) {
      chain.set(node.id, node);
    }
    return [...chain.values()];
  }

  /** It, and all that is in it; each after what it is in. */
  below(id: string): Node[] {
    const found = new Map<string, Node>();
    const next = [this.#at(id)];
    for (const node of next) {
      if (!node || found.has(node.id)) continue;
      found.set(node.id, node);
      next.push(...(this.#children.get(node.id) ?? []));
    }
    return [...found.values()];
  }

  /** Levels of it and of what is in it. */
  height(id: string): number {
    const top = this.around(id).length;
    return Math.max(...this.below(id).map((node) => this.around(node.id).length)) - top + 1;
  }

  #at(id: string | null): Node | undefined {
    return id === null ? undefined : this.#nodes.get(id);
  }
}
