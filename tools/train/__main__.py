"""``make train``: learn the weights of ``understanding`` from the tuned half of the corpus, the same each time."""

from tools.train.lanes import learn
from tools.train.names import learn_names

if __name__ == "__main__":
    learn()
    learn_names()  # after the lanes, whose frequent words it looks at
