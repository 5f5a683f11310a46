// Spans count code points; the browser counts UTF-16 units.
import { describe, expect, test } from 'vitest';
import { Sliced } from '../src/lib/offsets';

describe('Sliced', () => {
  test('plain text is sliced as it stands', () => {
    const text = new Sliced('nine were killed');
    expect(text.words([0, 4])).toBe('nine');
    expect(text.length).toBe(16);
  });

  test('signs outside the basic plane count once', () => {
    const text = new Sliced('🔥🔥 nine قُتل');
    expect(text.words([3, 7])).toBe('nine');
    expect(text.unit(3)).toBe(5);
    expect(text.point(5)).toBe(3);
    expect(text.point(1)).toBe(0);
    expect(text.words([8, 12])).toBe('قُتل');
  });

  test('what lies outside is cut, never wrapped', () => {
    const text = new Sliced('a🔥');
    expect(text.words([1, 99])).toBe('🔥');
    expect(text.unit(-3)).toBe(0);
    expect(new Sliced('').words([0, 5])).toBe('');
  });
});
