from .finding import SAMPLES, Sample, copy_to

__all__ = ["SAMPLES", "Sample", "copy_to"]
