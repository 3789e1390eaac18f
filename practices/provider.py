"""Where allauth looks for an app's sign-in providers."""

from practices.sign_in.council import CouncilProvider

provider_classes = [CouncilProvider]
