/**
 * A customer of the audiobook store, as a page or a server has one.
 */

export const customer = {
  book_length_average: 1620,
  book_length_overall: 1620,
  price_average: 8,
  price_overall: 8,
  review: 1,
  review_score: 10,
  completion: 1,
  minutes_listened: 1620,
  support_requests: 4,
  last_visited_days: 300,
};
