#include "bindshim.h"
