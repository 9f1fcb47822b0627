"""The page of a review: response times, looking back."""
