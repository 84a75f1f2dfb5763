// What a walk costs: screens met, presses made, signs typed. Counted where it happens, up to the
// goal; must never be told a number by a scene.

export interface Counted {
  readonly screens: number
  readonly clicks: number
  readonly typed: number
}

export class Count {
  readonly #seen = new Set<string>()
  #clicks = 0
  #typed = 0
  #atGoal: Counted | undefined

  /** Up to the goal, once it is reached. */
  get counted(): Counted {
    return this.#atGoal ?? this.#now()
  }

  /** What has been done since the goal was reached. */
  get countedSince(): Counted {
    const [goal, now] = [this.counted, this.#now()]
    return {
      screens: now.screens - goal.screens,
      clicks: now.clicks - goal.clicks,
      typed: now.typed - goal.typed,
    }
  }

  #now(): Counted {
    return { screens: this.#seen.size, clicks: this.#clicks, typed: this.#typed }
  }

  press(times = 1): void {
    this.#clicks += times
  }

  type(signs = 1): void {
    this.#typed += signs
  }

  /** True the first time: a view that one comes back to is not counted again. */
  meet(view: string): boolean {
    if (this.#seen.has(view)) return false
    this.#seen.add(view)
    return true
  }

  /** True the first time. */
  reach(): boolean {
    if (this.#atGoal) return false
    this.#atGoal = this.#now()
    return true
  }
}
